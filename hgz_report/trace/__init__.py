"""What stands behind every printed number, from the document to trace.json beside the finished files."""
