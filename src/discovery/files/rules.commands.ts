/**
 * The lines that connect an agent to this server, by system and agent. Options as the agents document them; checked on
 * a machine: Debian's FusionInventory and OCS agents.
 */
export type AgentName = 'glpi' | 'fusioninventory' | 'ocs';
export type CommandLine = { hint: string; command: string };
export type AgentGuide = { agent: AgentName; lines: CommandLine[] };
export type SystemGuide = { key: string; title: string; agents: AgentGuide[] };

export const AGENT_TITLES: Record<AgentName, string> = {
  glpi: 'GLPI Agent',
  fusioninventory: 'FusionInventory Agent',
  ocs: 'OCS Inventory Agent',
};

const INSTALL = '安装并指向本服务器（在安装包所在文件夹，以管理员身份运行；文件名换成实际版本）';
const POINT = '指向本服务器';
const NOW = '立即上报一次';
const PROFILES = '同时采集各用户自己安装的软件（WPS、浏览器等常装在用户目录）';

/** No process lists, no environment: they may hold passwords, and nobody here needs them. */
const NO_CATEGORY = 'process,environment';

export function systemGuides(url: string): SystemGuide[] {
  return [windows(url), debian(url), redhat(url), macos(url)];
}

function windows(url: string): SystemGuide {
  return {
    key: 'windows',
    title: 'Windows',
    agents: [
      {
        agent: 'glpi',
        lines: [
          {
            hint: INSTALL,
            command: `msiexec /i GLPI-Agent-1.12-x64.msi /quiet SERVER="${url}" NO_CATEGORY="${NO_CATEGORY}" NO_HTTPD=1 RUNNOW=1`,
          },
          {
            hint: PROFILES,
            command:
              'reg add HKLM\\SOFTWARE\\GLPI-Agent /v scan-profiles /t REG_SZ /d 1 /f && net stop glpi-agent && net start glpi-agent',
          },
          {
            hint: NOW,
            command: `"C:\\Program Files\\GLPI-Agent\\glpi-agent.bat" --server="${url}" --scan-profiles --force`,
          },
        ],
      },
      {
        agent: 'fusioninventory',
        lines: [
          {
            hint: INSTALL,
            command: `fusioninventory-agent_windows-x64_2.6.exe /S /acceptlicense /server="${url}" /scan-profiles /no-category="${NO_CATEGORY}" /runnow`,
          },
        ],
      },
      {
        agent: 'ocs',
        lines: [
          {
            hint: INSTALL,
            command: `OCS-Windows-Agent-Setup-x64.exe /S /NOSPLASH /SERVER=${url} /SSL=0 /NOW`,
          },
        ],
      },
    ],
  };
}

function linux(
  url: string,
  packages: { install: string; glpi: string; pkg: string },
): AgentGuide[] {
  return [
    {
      agent: 'glpi',
      lines: [
        { hint: packages.glpi, command: `sudo ${packages.install} ./glpi-agent${packages.pkg}` },
        {
          hint: POINT,
          command: `printf 'server = ${url}\\nno-category = ${NO_CATEGORY}\\nno-httpd = 1\\n' | sudo tee /etc/glpi-agent/conf.d/zhengce.cfg && sudo systemctl enable --now glpi-agent && sudo systemctl restart glpi-agent`,
        },
        { hint: NOW, command: `sudo glpi-agent --server='${url}' --force` },
      ],
    },
    {
      agent: 'fusioninventory',
      lines: [
        { hint: '安装', command: `sudo ${packages.install} fusioninventory-agent` },
        {
          hint: POINT,
          command: `printf 'server = ${url}\\nno-category = ${NO_CATEGORY}\\nno-httpd = 1\\n' | sudo tee /etc/fusioninventory/conf.d/zhengce.cfg && sudo systemctl restart fusioninventory-agent`,
        },
        { hint: NOW, command: `sudo fusioninventory-agent --server='${url}' --force` },
      ],
    },
  ];
}

function debian(url: string): SystemGuide {
  const packages = {
    install: 'apt install -y',
    glpi: '安装（下载的 .deb 所在文件夹）',
    pkg: '_1.12-1_all.deb',
  };
  return {
    key: 'debian',
    title: '统信 UOS、深度、麒麟桌面版、Debian、Ubuntu',
    agents: [
      ...linux(url, packages),
      {
        agent: 'ocs',
        lines: [
          { hint: '安装', command: 'sudo apt install -y ocsinventory-agent' },
          {
            hint: POINT,
            command: `printf 'server=${url}\\n' | sudo tee /etc/ocsinventory/ocsinventory-agent.cfg`,
          },
          { hint: NOW, command: `sudo ocsinventory-agent --nolocal --server='${url}'` },
        ],
      },
    ],
  };
}

function redhat(url: string): SystemGuide {
  const packages = {
    install: 'dnf install -y',
    glpi: '安装（下载的 .rpm 所在文件夹）',
    pkg: '-1.12-1.noarch.rpm',
  };
  return {
    key: 'redhat',
    title: '麒麟服务器版、openEuler、龙蜥、CentOS、RHEL',
    agents: [
      ...linux(url, packages),
      {
        agent: 'ocs',
        lines: [
          { hint: '安装', command: 'sudo dnf install -y ocsinventory-agent' },
          {
            hint: POINT,
            command: `printf 'server=${url}\\n' | sudo tee /etc/ocsinventory/ocsinventory-agent.cfg`,
          },
          { hint: NOW, command: `sudo ocsinventory-agent --nolocal --server='${url}'` },
        ],
      },
    ],
  };
}

function macos(url: string): SystemGuide {
  return {
    key: 'macos',
    title: 'macOS',
    agents: [
      {
        agent: 'glpi',
        lines: [
          {
            hint: '安装（下载的 .pkg 所在文件夹；文件名换成实际版本）',
            command: 'sudo installer -pkg GLPI-Agent-1.12_arm64.pkg -target /',
          },
          {
            hint: POINT,
            command: `printf 'server = ${url}\\nno-category = ${NO_CATEGORY}\\nno-httpd = 1\\n' | sudo tee /Applications/GLPI-Agent/etc/conf.d/zhengce.cfg && sudo launchctl stop com.teclib.glpi-agent; sudo launchctl start com.teclib.glpi-agent`,
          },
          {
            hint: NOW,
            command: `sudo /Applications/GLPI-Agent/bin/glpi-agent --server='${url}' --force`,
          },
        ],
      },
      {
        agent: 'fusioninventory',
        lines: [
          {
            hint: NOW,
            command: `sudo /opt/fusioninventory-agent/bin/fusioninventory-agent --server='${url}' --force`,
          },
        ],
      },
      {
        agent: 'ocs',
        lines: [
          {
            hint: POINT,
            command: `printf 'server=${url}\\n' | sudo tee /etc/ocsinventory-agent/ocsinventory-agent.cfg`,
          },
        ],
      },
    ],
  };
}

const BRANCH = 'Microsoft\\Windows\\CurrentVersion\\Uninstall';

/** For machines without a network: what to run there; the files come here on a stick. */
export function offlineGuides(): CommandLine[] {
  return [
    {
      hint: 'Windows：PowerShell 导出软件清单（文件名即计算机名）',
      command: `Get-ItemProperty 'HKLM:\\SOFTWARE\\${BRANCH}\\*','HKLM:\\SOFTWARE\\WOW6432Node\\${BRANCH}\\*','HKCU:\\SOFTWARE\\${BRANCH}\\*' -ErrorAction SilentlyContinue | Where-Object DisplayName | Select-Object @{n='ComputerName';e={$env:COMPUTERNAME}},DisplayName,DisplayVersion,Publisher,InstallDate,@{n='CollectedAt';e={Get-Date -Format 'yyyy-MM-dd HH:mm:ss'}} | Export-Csv "$env:COMPUTERNAME.csv" -NoTypeInformation -Encoding UTF8`,
    },
    {
      hint: 'Windows：导出注册表（命令提示符；64 位与 32 位软件各一个文件）',
      command: `reg export "HKLM\\SOFTWARE\\${BRANCH}" %COMPUTERNAME%.reg /y & reg export "HKLM\\SOFTWARE\\WOW6432Node\\${BRANCH}" %COMPUTERNAME%_WOW6432Node.reg /y`,
    },
    { hint: 'GLPI Agent 写到 U 盘', command: 'sudo glpi-agent --local=/media/usb --force' },
    {
      hint: 'FusionInventory Agent 写到 U 盘',
      command: 'sudo fusioninventory-agent --local=/media/usb --force',
    },
    {
      hint: 'OCS Inventory Agent 写到 U 盘',
      command: 'sudo ocsinventory-agent --local=/media/usb',
    },
  ];
}
