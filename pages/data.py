"""What became of every row of the week's files; new files loaded in their place; the week recorded."""

import streamlit as st

from pages.common import files, loading, recording, show

opened = files.open_files()
now, new, keep = st.tabs(["This week's files", "Load new files", "Record the week"])
with now:
    files.report(opened.checked.report)
    files.boundaries(opened)
    show.notes(files.NOTES)
with new:
    loading.load(opened)
with keep:
    recording.record(opened.settings, opened.checked.report)
