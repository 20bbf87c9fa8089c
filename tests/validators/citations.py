"""Judges CSL-JSON by a model that was made from the schema of the Citation Style Language: `citations.py ITEMS`.

A field that the schema does not have, or one of another type, is not the same after it went through the model.
"""

import json
import sys
from pathlib import Path

from csl_reference import Reference

items = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
for item in items:
    read = Reference.model_validate(item).csl_dump(mode="json")
    assert read == item, f"{item['id']}: {read} is not {item}"
print(f"{len(items)} items, 0 errors")
