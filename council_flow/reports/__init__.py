"""Reports on a file as PDF and DOCX: the protocol of an adoption, a round, the review, the alignment statement."""
