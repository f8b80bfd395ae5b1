"""The desk in a browser at size: a generated desk, the server's answers, a browser's, a reviewer's keys."""
