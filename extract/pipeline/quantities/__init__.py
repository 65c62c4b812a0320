"""The numbers of a text, and which of them measure a method."""
