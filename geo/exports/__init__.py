"""What leaves the program: maps, documents and data, each made from a release and nothing else."""
