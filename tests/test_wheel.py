"""The package as people get it: a built wheel, installed into an empty environment, far from here."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from findings_graph import __version__

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def _run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    done = _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        out,
        ROOT,
        folder=out,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment with the pinned requirements and the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True, symlinks=True)
    bin_folder = folder / "bin"
    pip = (bin_folder / "python", "-m", "pip", "install", "--quiet")
    done = _run(*pip, "--require-hashes", "-r", ROOT / "requirements.txt", folder=folder)
    if done.returncode != 0:
        # Without a network the requirements are borrowed from the environment that runs the tests;
        # the package itself still comes from the wheel, which stands before them on the path.
        (site,) = folder.glob("lib/python*/site-packages")
        (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    done = _run(*pip, "--no-deps", "--no-index", wheel, folder=folder)
    assert done.returncode == 0, done.stderr
    return bin_folder


def test_wheel_holds_rules_vocabulary_shapes_and_queries(wheel: Path) -> None:
    """Every data file of the checkout that the command reads is in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "shapes", "queries"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".ttl", ".rq"}:
                assert f"findings_graph/data/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "extract" / "findings_graph").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT / "extract").as_posix() in names


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    """No test, no other top-level package: a name such as `queries` would overwrite another's."""
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"findings_graph", f"findings_graph-{__version__}.dist-info"}


def test_installed_command_builds_validates_and_answers(
    environment: Path, examples: list[Path], example_graph: Path, tmp_path: Path
) -> None:
    """`findings build` far from the checkout writes the very files that the checkout writes."""
    located = _run(
        environment / "python",
        "-c",
        "import findings_graph; print(findings_graph.__file__)",
        folder=tmp_path,
    )
    assert Path(located.stdout.strip()).is_relative_to(environment.parent)
    findings = environment / "findings"
    done = _run(findings, "build", *examples, "--out", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for name in ("graph.trig", "graph.ttl", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (example_graph / name).read_bytes()
    done = _run(findings, "validate", "out", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    done = _run(findings, "ask", "inspections", "out", "--format", "csv", folder=tmp_path)
    assert len(done.stdout.splitlines()) == 1 + len(examples)
    done = _run(findings, "ask", "inspections", "--format", "csv", folder=tmp_path)
    shipped = list((ROOT / "ontology" / "inspections").glob("*.ttl"))
    assert len(done.stdout.splitlines()) == 1 + len(shipped) > 1
