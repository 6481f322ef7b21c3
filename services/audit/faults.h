// What a verification has found so far.
#ifndef PLENARY_SERVICES_AUDIT_FAULTS_H_
#define PLENARY_SERVICES_AUDIT_FAULTS_H_

#include <string>

#include "plenary/v1/audit.pb.h"
#include "services/audit/stretch.h"

namespace plenary::audit {

// Adds a fault of a chain; of each chain only the first stays, and of a thousand chains at most.
inline void AddFault(const std::string& partition, const ChainFault& fault,
                     v1::VerifyChainResponse& found) {
  constexpr int kMost = 1000;
  for (v1::VerifyChainResponse::Fault& known : *found.mutable_faults()) {
    if (known.partition() != partition) continue;
    if (fault.number >= known.number()) return;
    known.set_number(fault.number);
    known.set_description(fault.what);
    return;
  }
  if (found.faults_size() >= kMost) return;
  v1::VerifyChainResponse::Fault& added = *found.add_faults();
  added.set_partition(partition);
  added.set_number(fault.number);
  added.set_description(fault.what);
}

}  // namespace plenary::audit

#endif  // PLENARY_SERVICES_AUDIT_FAULTS_H_
