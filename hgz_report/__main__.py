"""`python -m hgz_report`."""

from hgz_report.cli.main import main

raise SystemExit(main())
