"""What stands before every page and every file: sign-in, the guard of all routes, and the server itself."""
