#!/usr/bin/env python3
"""Several processes on one state: a daemon, tools that check, and a reviewer, all at once."""
import subprocess
import unittest

from world import CHANGED_PAGE, PACTWATCH, PAGE, World, until

AT_ONCE = 4
ROUNDS = 6


class Together(World):
    def check_at_once(self):
        """Output of checks that run side by side."""
        tools = [subprocess.Popen([PACTWATCH, *self.options(), "check"], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True) for _ in range(AT_ONCE)]
        outputs = [tool.communicate()[0] for tool in tools]
        for tool, output in zip(tools, outputs):
            self.assertIn(tool.returncode, (0, 1), output)
        return outputs

    def change_and_check(self):
        """Each change is found once, whoever sees it first; a review after each makes it accepted."""
        self.site.put("/terms", PAGE)
        self.check_at_once()
        for round_ in range(1, ROUNDS + 1):
            self.site.put("/terms", CHANGED_PAGE if round_ % 2 else PAGE)
            self.check_at_once()
            findings = self.findings()
            self.assertEqual(len(findings), round_, findings)
            self.tool("accept", str(findings[0]["id"]), expect=0)
        self.assertEqual(self.status()["checks_failed"], 0)

    def test_tools(self):
        self.watch()
        self.change_and_check()

    def test_tools_beside_a_daemon(self):
        self.watch()
        self.site.put("/terms", PAGE)
        daemon = self.start()
        self.change_and_check()
        until(lambda: self.told(daemon.log.read_text()) == ROUNDS, "the daemon tells every finding")


if __name__ == "__main__":
    unittest.main()
