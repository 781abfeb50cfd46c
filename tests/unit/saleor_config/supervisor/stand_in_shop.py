"""A supervisor whose programs are a few lines each, run as `stand_in_shop.py run|stop`."""

from __future__ import annotations

import os
import sys
from functools import partial

from saleor_config import embedded_postgres
from saleor_config.supervisor import preparation, programs, watch
from saleor_config.supervisor.__main__ import main

WEB = """
import http.server, os, subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1], "web-child"])
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *a): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Ready).serve_forever()
"""
SLEEPER = "import sys, time; print('awake', flush=True); time.sleep(600)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""
BROKEN = "import sys; print('no module named plum'); sys.exit(7)"


def stand_in(name: str, code: str):
    def program(options):
        command = (sys.executable, "-c", code, str(options.home.root), name)
        return programs.Program(name, command)

    return program


kind = os.environ.get("STAND_IN", "")
programs.web = stand_in("web", BROKEN if kind == "broken" else WEB)
programs.worker = stand_in("worker", STUBBORN if kind == "stubborn" else SLEEPER)
programs.beat = stand_in("beat", SLEEPER)
programs.simulator = stand_in("simulator", SLEEPER)


def prepare(options, dsn, terminal, environment):
    steps = {"slow": SLEEPER, "failing step": BROKEN}
    if kind in steps:
        command = (sys.executable, "-c", steps[kind], str(options.home.root), "step")
        preparation._run(command, environment)


watch.prepare_shop = prepare
watch.END_SECONDS = 2.0
# No test here is about power cuts.
embedded_postgres.ensure_running = partial(embedded_postgres.ensure_running, durable=False)
preparation.ROOM = 0

if __name__ == "__main__":
    sys.exit(main())
