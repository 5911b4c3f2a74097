# SPDX-License-Identifier: Apache-2.0
"""An embedded AWS beside the one under test where an hour takes a minute, for what an instant clock
leaves no time for: what waits for somebody, and calls while another change is under way."""

import contextlib
import os
import subprocess
import tempfile


class SlowJudge:
    """The same judge, whose clients talk to the slow one."""

    def __init__(self, judge, endpoint):
        self._judge, self._endpoint = judge, endpoint

    def client(self, name, **options):
        return self._judge.client(name, endpoint_url=self._endpoint, **options)

    def attempt(self, *arguments):
        return self._judge.attempt(*arguments)

    def refused(self, *arguments, **named):
        self._judge.refused(*arguments, **named)

    def __getattr__(self, name):
        return self.client(name)


@contextlib.contextmanager
def slow(judge):
    """A SlowJudge as long as the block lasts."""
    with tempfile.TemporaryDirectory() as state:
        command = [os.environ["INLAND_BINARY"], "aws", "serve", "--port", "0", "--speed", "60",
                   "--state", state]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                line = next(line for line in server.stdout if "http://" in line)
                yield SlowJudge(judge, line.split()[-1].strip())
            finally:
                server.terminate()
