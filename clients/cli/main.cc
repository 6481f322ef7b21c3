#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/command_line.h"
#include "clients/cli/terminal.h"

int main(int argc, char** argv) {
  plenary::cli::Terminal terminal{std::cin,
                                  std::cout,
                                  std::cerr,
                                  isatty(STDOUT_FILENO) != 0,
                                  {},
                                  isatty(STDERR_FILENO) != 0,
                                  isatty(STDIN_FILENO) != 0};
  for (const char* name :
       {"PLENARY_SERVER", "PLENARY_CONTEXT", "PLENARY_EVENT", "PLENARY_LANGUAGE", "NO_COLOR",
        "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "XDG_CONFIG_HOME", "HOME"}) {
    if (const char* value = std::getenv(name)) terminal.environment[name] = value;
  }
  return plenary::cli::Run(std::vector<std::string>(argv + 1, argv + argc), terminal);
}
