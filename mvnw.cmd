@echo off
rem Runs Maven for this project, as mvnw does: a mvn of at least 3.9 from the path, else the version
rem pinned in .mvn\maven-pin.properties, kept in %MAVEN_USER_HOME% or %USERPROFILE%\.m2.
setlocal EnableExtensions DisableDelayedExpansion

set "project=%~dp0"
set "pin_version="
set "pin_sha512="
for /f "usebackq eol=# tokens=1,2 delims==" %%a in ("%project%.mvn\maven-pin.properties") do set "pin_%%a=%%b"
if not defined pin_sha512 (
  echo mvnw: cannot read version and sha512 from "%project%.mvn\maven-pin.properties" 1>&2
  exit /b 1
)

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "java_version="
for /f "tokens=2,3" %%a in ('call "%java%" -version 2^>^&1') do if "%%a"=="version" if not defined java_version set "java_version=%%~b"
set "java_major=0"
if defined java_version for /f "tokens=1 delims=.-+" %%a in ("%java_version%") do set "java_major=%%a"
if %java_major% LSS 17 (
  echo mvnw: a JDK of at least 17 is needed, and "%java%" has version "%java_version%". Install one, or point JAVA_HOME at one. 1>&2
  exit /b 1
)

set "older=0"
for /f "tokens=3" %%a in ('call mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do (
  for /f "tokens=1,2 delims=." %%b in ("%%a") do set /a older=%%b*1000+%%c
)
set "mvn=mvn"
if %older% GEQ 3009 goto run

set "cache=%USERPROFILE%\.m2\wrapper\calledit"
if defined MAVEN_USER_HOME set "cache=%MAVEN_USER_HOME%\wrapper\calledit"
set "name=apache-maven-%pin_version%"
set "mvn=%cache%\%name%\bin\mvn.cmd"
rem A MAVEN_HOME that is set for the older one would have the newer one's script start the older.
set "MAVEN_HOME="
set "M2_HOME="
if exist "%mvn%" goto run

set "new=%cache%\.new.%RANDOM%%RANDOM%"
mkdir "%new%" || exit /b 1
if %older% EQU 0 goto download
echo mvnw: the mvn on the path is older than 3.9; it brings Maven %pin_version%, once. 1>&2
pushd "%new%"
call mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack "-Dartifact=org.apache.maven:apache-maven:%pin_version%:tar.gz:bin" "-DoutputDirectory=%new%" 1>&2
popd
if exist "%new%\%name%\bin\mvn.cmd" goto keep

:download
set "url=https://archive.apache.org/dist/maven/maven-3/%pin_version%/binaries/%name%-bin.tar.gz"
echo mvnw: downloading Maven %pin_version% from %url%, once. 1>&2
curl.exe -fsSL --retry 2 -o "%new%\maven.tar.gz" "%url%"
if errorlevel 1 (
  echo mvnw: the download failed. Install Maven 3.9 or newer, or try again with a network. 1>&2
  goto failed
)
set "actual="
for /f "skip=1 delims=" %%a in ('certutil -hashfile "%new%\maven.tar.gz" SHA512') do if not defined actual set "actual=%%a"
if /i not "%actual%"=="%pin_sha512%" (
  echo mvnw: the download is not the pinned Maven: its SHA-512 is %actual%, and %pin_sha512% was expected. Nothing was kept. 1>&2
  goto failed
)
tar.exe -xzf "%new%\maven.tar.gz" -C "%new%"
if not exist "%new%\%name%\bin\mvn.cmd" (
  echo mvnw: what was brought has no bin\mvn.cmd in it. Nothing was kept. 1>&2
  goto failed
)

:keep
rem Whole or not at all: of two callers at once, the second one's copy is dropped.
if not exist "%cache%\%name%" move "%new%\%name%" "%cache%\%name%" >nul
rmdir /s /q "%new%"

:run
set "file="
if not exist pom.xml set "file=-f "%project%pom.xml""
call "%mvn%" %file% %*
exit /b %ERRORLEVEL%

:failed
rmdir /s /q "%new%"
exit /b 1
