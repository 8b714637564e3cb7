"""What travels: the messages, the topic table, the codec and the published JSON Schemas."""
