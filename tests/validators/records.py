"""Judges a JSON export by its published schema: `records.py SCHEMA EXPORT`."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

schema, export = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:])
Draft202012Validator.check_schema(schema)
errors = list(Draft202012Validator(schema).iter_errors(export))
for error in errors[:20]:
    print(error.json_path, error.message[:500])
print(f"{len(export['records'])} records, {len(errors)} errors")
sys.exit(bool(errors))
