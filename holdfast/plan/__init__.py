"""Loads a client's file and its baseline into a `holdfast.model.plan.Plan`; never sends a request.

```
files.py  ──► what there is: clients, baselines (standard library only)
yaml_file ──► Node: plain JSON values, each with the place where it was written
shapes + check + words ──► structure, by pydantic, explained in plain words
layers ──► parameters ──► substitute ──► settings ──► accepted ──► load.load_plan
```

Mistakes never stop the reading: they are collected, what is at fault becomes `node.BROKEN`, and what
depends on a broken part keeps quiet, so that one mistake gives one message.
This file imports nothing: `holdfast.plan.files` is used where every millisecond counts.
"""
