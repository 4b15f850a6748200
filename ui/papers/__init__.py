"""Page 文件: what will be printed, and what was."""
