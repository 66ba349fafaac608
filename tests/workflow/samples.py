"""A small sound workflow, to be changed in one place by each test."""

from __future__ import annotations

SOUND = """\
workflow: small
revision: 1
title: {en: Small}
roles:
  chair: {assigned: council, title: {en: Chair}}
  drafter: {assigned: case, title: {en: Drafter}}
initial: draft
stages:
  draft:
    title: {en: Draft}
    allows: {edit: [drafter]}
  review:
    title: {en: Review}
    holds: {review: {by: drafter, lasts: 14 days}}
  done: {title: {en: Done}, final: true}
transitions:
  send: {from: draft, to: review, by: [chair], needs: [{review.completed: {at_least: 2}}], does: [text.issue]}
  finish: {from: review, to: done, by: [chair], approvals: 2}
  lapse: {from: review, to: done, after: 90 days}
promises:
  - done only through review
"""
