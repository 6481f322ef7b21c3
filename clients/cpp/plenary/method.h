// From a request to the method that takes it.
#ifndef PLENARY_CLIENTS_CPP_PLENARY_METHOD_H_
#define PLENARY_CLIENTS_CPP_PLENARY_METHOD_H_

#include "google/protobuf/descriptor.h"

namespace plenary {

// The method whose requests are of this type, or nullptr. There is at most one: every method has a
// request type of its own (AIP-131 and following), declared in the file of its service.
const google::protobuf::MethodDescriptor* MethodOf(const google::protobuf::Descriptor& request);

}  // namespace plenary

#endif  // PLENARY_CLIENTS_CPP_PLENARY_METHOD_H_
