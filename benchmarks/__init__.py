"""What the product costs, measured against a floor in the same run; ``python -m benchmarks`` writes the result.

Nothing here is a test: times differ between machines, ratios hardly do.
"""
