// SPDX-License-Identifier: Apache-2.0
// The server's side of the codec on arbitrary requests. The first byte chooses the service, the
// second how the rest is laid out.
#include "aws/protocols/protocol.h"
#include "aws/sigv4/verify.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

constexpr std::size_t prefix_size = 2;

inland::http::Request request_of(std::string_view text, bool in_path) {
    const auto line_end = text.find('\n');
    const auto head = text.substr(0, line_end);
    inland::http::Request request{.method = in_path ? "GET" : "POST"};
    request.target = in_path ? std::string(head) : "/";
    request.headers.set("X-Amz-Target", "Prefix." + std::string(head));
    request.headers.set("Authorization", std::string(head));
    request.body = line_end == text.npos ? "" : std::string(text.substr(line_end + 1));
    return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < prefix_size)
        return 0;
    static const auto names = inland::aws::service_names();
    const auto service = inland::aws::find_service(names[data[0] % names.size()]);
    const std::string_view text(reinterpret_cast<const char*>(data) + prefix_size,
                                size - prefix_size);
    const auto request = request_of(text, data[1] % 2 == 0);
    (void)inland::aws::sigv4::read_claim(request);
    const auto decoded = inland::aws::decode_request(**service, request);
    if (!decoded) {
        (void)inland::aws::encode_error(**service, decoded.error(), "id");
        return 0;
    }
    (void)inland::aws::encode_request(**service, *decoded->operation, decoded->input);
    return 0;
}
