"""The alignment check: guidance catalogue, findings per operative paragraph, coverage and gaps."""
