"""The demo council: twelve recommendations, made through the operations that people go through."""

from council_flow.demo.playing import run

__all__ = ["run"]
