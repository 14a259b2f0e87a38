"""`python -m hgz_report`."""

from hgz_report.cli import main

raise SystemExit(main())
