"""Cases 43 to 67: values."""
