@echo off
rem Waifang on Windows: sets up .venv once, from the network or from a "wheelhouse" folder beside this file, then opens the window.
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
if exist .venv\installed.txt fc /b requirements.lock .venv\installed.txt >nul 2>&1 && goto run
where py >nul 2>&1 || (echo Python 3.11 or newer is needed: install it with the "py" launcher. & pause & exit /b 2)
if not exist .venv\Scripts\python.exe py -3 -m venv .venv || (echo The folder .venv could not be made. & pause & exit /b 2)
if exist wheelhouse (
  .venv\Scripts\python -m pip install --no-index --find-links wheelhouse --require-hashes --only-binary :all: -r requirements.lock
) else (
  .venv\Scripts\python -m pip install --require-hashes --only-binary :all: -r requirements.lock
)
if errorlevel 1 (echo The packages could not be installed. & pause & exit /b 2)
rem The search is compiled on the machine where it runs, once.
.venv\Scripts\python -m planner.routing.search.warm_up
copy /y requirements.lock .venv\installed.txt >nul
:run
.venv\Scripts\python app.py %*
