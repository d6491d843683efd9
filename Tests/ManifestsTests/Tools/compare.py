"""Reads a stream of YAML with PyYAML (1.1) and with ruamel.yaml (1.2), and says where they disagree."""
import sys

import ruamel.yaml
import yaml

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    one = list(yaml.safe_load_all(text))
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    other = list(reader.load_all(text))
    if one != other:
        sys.exit(f"{path}: {[pair for pair in zip(one, other) if pair[0] != pair[1]]}")
    print(len(one))
