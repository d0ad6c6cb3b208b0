; Inno Setup 6: a per-user installer that needs no administrator rights. Build dist\PeerChallenge first.
#define Name "Peer Challenge"
#define Version "0.1.0"

[Setup]
AppId={{6E1F6C52-0D3B-4D53-9A5C-7B8F2B1F3C10}
AppName={#Name}
AppVersion={#Version}
AppPublisher=Peer Challenge developers
DefaultDirName={localappdata}\Programs\{#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
OutputBaseFilename=PeerChallengeSetup
UninstallDisplayIcon={app}\Peer Challenge.exe
Compression=lzma2
SolidCompression=yes
SourceDir=..\..

[Files]
Source: "dist\PeerChallenge\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{userprograms}\{#Name}"; Filename: "{app}\Peer Challenge.exe"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.pcw"; ValueType: string; ValueData: "PeerChallenge.RoundFile"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\PeerChallenge.RoundFile"; ValueType: string; ValueData: "Peer Challenge round file"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\PeerChallenge.RoundFile\shell\open\command"; ValueType: string; ValueData: """{app}\Peer Challenge.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Classes\.pcpack"; ValueType: string; ValueData: "PeerChallenge.FileToSend"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\PeerChallenge.FileToSend"; ValueType: string; ValueData: "Peer Challenge file to send"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\PeerChallenge.FileToSend\shell\open\command"; ValueType: string; ValueData: """{app}\Peer Challenge.exe"" ""%1"""
