"""Which provisions of the guidance probably bear on a paragraph, computed by the product itself."""
