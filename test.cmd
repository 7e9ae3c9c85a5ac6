@echo off
setlocal
set "PYTHON="
for %%P in ("py -3" python python3) do if not defined PYTHON %%~P -ESc "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
if not defined PYTHON (
    echo Shelter Desk needs Python 3.11 or newer; it was not found on this machine. 1>&2
    exit /b 1
)
%PYTHON% -ES "%~dp0scripts\start.py" test %*
exit /b %ERRORLEVEL%
