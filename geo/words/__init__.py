"""Sentences, numbers and tables that the pages, the command line and the exports say in the same words."""
