"""The paper machine: papers, their versions and blocks, dates, numbers, PDF, issue."""
