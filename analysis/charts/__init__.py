"""Tables -> charts, and the files that a figure is published as."""
