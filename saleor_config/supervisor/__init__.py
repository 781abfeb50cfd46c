"""`make run`: everything a shop needs, started and stopped as one.

    python -m saleor_config.supervisor run|stop|status

The supervisor prepares (database, migrations, catalogue, simulator keys), starts
web, worker, beat and the WeChat simulator, restarts what falls over and leaves no
process behind, not even when it is killed itself. It imports neither Django nor
Saleor: a parent that costs 170 MB would be a strange way to save a laptop's.

Why not honcho or supervisord: the first neither restarts nor survives its own
death tidily, the second wants a configuration file and knows no preparation. What
is needed of either is `children.py`.

    options.py      what the environment says
    refusals.py     one clear line for everything that can be in the way
    claim.py        one supervisor per SHOP_HOME, and how `make stop` finds it
    stamps.py       what has been prepared, remembered inside the database
    preparation.py  database, migrations, catalogue, simulator
    programs.py     the command lines
    children.py     one process: started, read, restarted, ended
    terminal.py     prefixes, colours, the box, the log files
    watch.py        the loop
"""
