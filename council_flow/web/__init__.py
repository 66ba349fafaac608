"""What every page needs and no room owns: errors, forms, languages, look-up."""
