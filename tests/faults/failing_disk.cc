#include "tests/faults/failing_disk.h"

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>

#include "absl/strings/match.h"

namespace plenary::testing {
namespace {

// SQLite knows VFS and file methods as C tables, so what they share has to be found from there.
struct Disk {
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs vfs = {};
  sqlite3_io_methods methods = {};
  std::mutex mutex;
  DiskFault fault;  // guarded by mutex
};

Disk& TheDisk() {
  static Disk disk;
  return disk;
}

// SQLite allocates szOsFile bytes: this, and behind it the real file.
struct File {
  sqlite3_file base;
  const char* path;  // SQLite's, lives as long as the file

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* FileOf(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* RealOf(sqlite3_file* file) { return FileOf(file)->real(); }

int FaultAt(DiskCall::Kind kind, sqlite3_file* file) {
  DiskFault fault;
  {
    const std::lock_guard<std::mutex> lock(TheDisk().mutex);
    fault = TheDisk().fault;
  }
  const char* path = FileOf(file)->path;
  return fault ? fault({kind, path == nullptr ? "" : path}) : SQLITE_OK;
}

int Close(sqlite3_file* file) {
  sqlite3_file* real = RealOf(file);
  return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
}
int Read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
  const int result = FaultAt(DiskCall::Kind::kRead, file);
  if (result != SQLITE_OK) return result;
  return RealOf(file)->pMethods->xRead(RealOf(file), data, size, offset);
}
int Write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  const int result = FaultAt(DiskCall::Kind::kWrite, file);
  if (result != SQLITE_OK) return result;
  return RealOf(file)->pMethods->xWrite(RealOf(file), data, size, offset);
}
int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int result = FaultAt(DiskCall::Kind::kTruncate, file);
  if (result != SQLITE_OK) return result;
  return RealOf(file)->pMethods->xTruncate(RealOf(file), size);
}
int Sync(sqlite3_file* file, int flags) {
  const int result = FaultAt(DiskCall::Kind::kSync, file);
  if (result != SQLITE_OK) return result;
  return RealOf(file)->pMethods->xSync(RealOf(file), flags);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return RealOf(file)->pMethods->xFileSize(RealOf(file), size);
}
int Lock(sqlite3_file* file, int level) {
  return RealOf(file)->pMethods->xLock(RealOf(file), level);
}
int Unlock(sqlite3_file* file, int level) {
  return RealOf(file)->pMethods->xUnlock(RealOf(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* is_locked) {
  return RealOf(file)->pMethods->xCheckReservedLock(RealOf(file), is_locked);
}
int FileControl(sqlite3_file* file, int what, void* argument) {
  return RealOf(file)->pMethods->xFileControl(RealOf(file), what, argument);
}
int SectorSize(sqlite3_file* file) { return RealOf(file)->pMethods->xSectorSize(RealOf(file)); }
int Characteristics(sqlite3_file* file) {
  return RealOf(file)->pMethods->xDeviceCharacteristics(RealOf(file));
}
int ShmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return RealOf(file)->pMethods->xShmMap(RealOf(file), region, size, extend, memory);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return RealOf(file)->pMethods->xShmLock(RealOf(file), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) { RealOf(file)->pMethods->xShmBarrier(RealOf(file)); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return RealOf(file)->pMethods->xShmUnmap(RealOf(file), remove);
}

int Open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  File* const ours = FileOf(file);
  ours->path = path;
  sqlite3_vfs* const real = TheDisk().real;
  const int result = real->xOpen(real, path, ours->real(), flags, flags_out);
  // SQLite closes exactly those files that have methods.
  file->pMethods = ours->real()->pMethods == nullptr ? nullptr : &TheDisk().methods;
  return result;
}

void SetUp(Disk& disk) {
  disk.real = sqlite3_vfs_find(nullptr);
  disk.vfs = *disk.real;
  disk.vfs.zName = "failing-disk";
  disk.vfs.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
  disk.vfs.xOpen = &Open;
  sqlite3_io_methods& methods = disk.methods;
  methods.iVersion = 2;
  methods.xClose = &Close;
  methods.xRead = &Read;
  methods.xWrite = &Write;
  methods.xTruncate = &Truncate;
  methods.xSync = &Sync;
  methods.xFileSize = &FileSize;
  methods.xLock = &Lock;
  methods.xUnlock = &Unlock;
  methods.xCheckReservedLock = &CheckReservedLock;
  methods.xFileControl = &FileControl;
  methods.xSectorSize = &SectorSize;
  methods.xDeviceCharacteristics = &Characteristics;
  methods.xShmMap = &ShmMap;
  methods.xShmLock = &ShmLock;
  methods.xShmBarrier = &ShmBarrier;
  methods.xShmUnmap = &ShmUnmap;
}

}  // namespace

FailingDisk::FailingDisk() {
  Disk& disk = TheDisk();
  if (disk.real == nullptr) SetUp(disk);
  if (sqlite3_vfs_register(&disk.vfs, /*makeDflt=*/1) != SQLITE_OK) {
    throw std::runtime_error("SQLite takes no further file system");
  }
}

FailingDisk::~FailingDisk() {
  Fail(nullptr);
  sqlite3_vfs_register(TheDisk().real, /*makeDflt=*/1);
}

void FailingDisk::Fail(DiskFault fault) {
  const std::lock_guard<std::mutex> lock(TheDisk().mutex);
  TheDisk().fault = std::move(fault);
}

bool IsLog(const std::string& path) { return absl::EndsWith(path, "-wal"); }

}  // namespace plenary::testing
