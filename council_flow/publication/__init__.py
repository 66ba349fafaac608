"""Publishing: symbols, PDFs, the public register, verification."""
