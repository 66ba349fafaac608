"""Expert review: declared interests, opinions with reasons, completeness."""
