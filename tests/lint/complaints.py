"""What the lints share: which files there are, and how complaints are told. It must not know any rule."""


def files(root, folders, suffixes):
    """The project's own files of these kinds, in a fixed order. Build folders are elsewhere."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes:
                yield path


def report(found):
    """Prints every complaint; the exit status says whether there was one."""
    found = list(found)
    for complaint in found:
        print(complaint)
    return 1 if found else 0
