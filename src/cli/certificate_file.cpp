// SPDX-License-Identifier: Apache-2.0
#include "cli/certificate_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace inland::cli {

CertificateFile::CertificateFile(const std::string& pem)
    : path_((std::filesystem::temp_directory_path() / "inland-ca-XXXXXX").string()) {
    const int file = mkstemp(path_.data());
    if (file >= 0)
        close(file);
    std::ofstream(path_) << pem;
}

CertificateFile::~CertificateFile() {
    unlink(path_.c_str());
}

}  // namespace inland::cli
