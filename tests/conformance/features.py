"""What a scenario asks for that gemel does not have yet, read off the scenario alone.

When the library gets one of these, its recogniser goes from here and from the runner, and its scenarios from
missing.txt. Must not know which scenarios there are, nor how any of them ends.
"""


def _includes(step):
    return bool(step.get('include'))


def _nested_create(step):
    return _includes(step) and any(isinstance(value, dict) for value in step.get('values', {}).values())


def _get_many(step):
    return step['op'] == 'getMany'


def _where_list(step):
    return any(isinstance(value, list) for value in step.get('where', {}).values())


def _loaded_value(step):
    return isinstance(step.get('on'), str) and '.' in step['on']


RECOGNISERS = {
    'include': _includes,
    'nested-create': _nested_create,
    'getMany': _get_many,
    'where-list': _where_list,
    'loaded-value': _loaded_value,
}


def missing(scenario):
    """The names of the features, in the order of the table."""
    return [name for name, asks in RECOGNISERS.items() if any(map(asks, scenario['steps']))]
