"""Cases 99 to 124: zones and layers."""
