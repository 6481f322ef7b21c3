// Checks that every method of a compiled API says who may call it, and in a way that the server can
// hold to; the build fails where one does not.
//   check_method_access api.binpb
// The file is a google.protobuf.FileDescriptorSet with imports.
#include <fstream>
#include <iostream>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "services/server/method_access.h"

namespace {

constexpr char kOurPackage[] = "plenary.v1";

// Says what is wrong with the methods of a file; how many are.
int CheckMethods(const google::protobuf::FileDescriptor& file) {
  int wrong = 0;
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      const absl::Status status =
          plenary::server::MethodRules::Of(*file.service(i)->method(j)).status();
      if (status.ok()) continue;
      ++wrong;
      std::cerr << file.name() << ": " << status.message() << "; see option (access) in "
                << "plenary/v1/options.proto\n";
    }
  }
  return wrong;
}

}  // namespace

int main(int argc, char** argv) {
  google::protobuf::FileDescriptorSet set;
  std::ifstream in(argc == 2 ? argv[1] : "", std::ios::binary);
  if (!in || !set.ParseFromIstream(&in)) {
    std::cerr << "usage: check_method_access DESCRIPTOR_SET\n";
    return 2;
  }
  google::protobuf::DescriptorPool pool;
  int wrong = 0;
  for (const google::protobuf::FileDescriptorProto& proto : set.file()) {
    const google::protobuf::FileDescriptor* file = pool.BuildFile(proto);
    if (file == nullptr) return 2;
    if (file->package() == kOurPackage) wrong += CheckMethods(*file);
  }
  return wrong == 0 ? 0 : 1;
}
