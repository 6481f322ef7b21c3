// A file system of a few megabytes.
#ifndef PLENARY_TESTS_FAULTS_SMALL_DISK_H_
#define PLENARY_TESTS_FAULTS_SMALL_DISK_H_

#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/testing/temporary_folder.h"

namespace plenary::testing {

// Needs root, as tests have it where they run in a container or on a build machine.
inline bool MayMount() { return geteuid() == 0; }

class SmallDisk {
 public:
  explicit SmallDisk(int megabytes) {
    const std::string options = "size=" + std::to_string(megabytes) + "m";
    if (mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) != 0) {
      throw std::runtime_error("cannot mount a small disk");
    }
  }
  ~SmallDisk() { umount2(folder_.path().c_str(), MNT_DETACH); }

  std::string operator/(const std::string& name) const { return folder_ / name; }

  // Takes all room but `kilobytes`, and gives it back.
  void FillUpTo(int kilobytes) {
    const auto free_bytes = std::filesystem::space(folder_.path()).available;
    std::ofstream ballast(folder_ / "ballast", std::ios::binary);
    const std::string block(1024, 'x');
    for (auto i = free_bytes / 1024; i > static_cast<std::uintmax_t>(kilobytes); --i) {
      ballast << block;
    }
  }
  void MakeRoom() { std::filesystem::remove(folder_ / "ballast"); }

  void MakeReadOnly() {
    if (mount(nullptr, folder_.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
      throw std::runtime_error("cannot make the small disk read-only");
    }
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_FAULTS_SMALL_DISK_H_
