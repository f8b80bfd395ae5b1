"""Lists that come with the room."""
