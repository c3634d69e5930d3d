"""From a report file to passages in their sections."""
