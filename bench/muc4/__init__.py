"""The MUC-4 reference task: reading its texts and keys, and the four scores that are taken on it."""
