"""The Wikimedia endpoints that the client needs beside CapX, answered from the same world."""
