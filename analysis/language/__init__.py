"""What single phrases mean: numbers, days, names, speakers."""
