// SPDX-License-Identifier: Apache-2.0
// The client's side of the codec on arbitrary answers. The first byte chooses the service, the
// second the operation, the third success or failure.
#include "aws/protocols/protocol.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace {
constexpr std::size_t prefix_size = 3;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < prefix_size)
        return 0;
    static const auto names = inland::aws::service_names();
    const auto service = inland::aws::find_service(names[data[0] % names.size()]);
    const auto& operations = (*service)->operations;
    const auto operation =
        std::next(operations.begin(), data[1] % static_cast<std::ptrdiff_t>(operations.size()));
    const inland::http::Response response{
        .status = data[2] % 2 == 0 ? 200 : 400,
        .body = std::string(reinterpret_cast<const char*>(data) + prefix_size, size - prefix_size)};
    (void)inland::aws::decode_response(**service, operation->second, response);
    (void)inland::aws::request_id_of(response);
    return 0;
}
