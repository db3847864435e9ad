# Parcours: two commands. `make run` starts everything; `make test` checks everything.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help run reset test quality fuzz charge lock installer

help:
	@echo "make run      démarre Parcours avec les données de démonstration (Ctrl-C arrête tout)"
	@echo "make reset    repart de zéro (efface var/)"
	@echo "make test     installe ce qu’il faut, vérifie la qualité et lance toute la suite"
	@echo "make quality  vérifie le code seulement"
	@echo "make fuzz     cherche longtemps un appel d’API qui casse une promesse (FUZZ_MINUTES=10)"
	@echo "make charge   mesure le site sous charge, sur PostgreSQL (CHARGE_MINUTES=5, CHARGE_PERSONNES=130)"
	@echo "make lock     refait les verrous des dépendances, en une seule résolution"

# Running needs the product's lock only; testing needs the larger one, made in the same resolve.
$(VENV)/installe: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Parcours demande Python 3.11 ou plus récent."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installation des dépendances (une à trois minutes la première fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installe-tests: requirements-dev.txt | $(VENV)/installe
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m matching.moteur.noyau >/dev/null || echo "Noyau non compilé : le classement de masse passera par numpy, plus lentement."
	@touch $@

installer: $(VENV)/installe

run: $(VENV)/installe
	@LOCAL=on $(BIN)/python manage.py demarrer

reset: $(VENV)/installe
	@rm -rf var
	@echo "Données effacées. « make run » repart de zéro."

test:
	@.ci/suite

quality: $(VENV)/installe-tests
	@.ci/qualite

fuzz: $(VENV)/installe-tests
	@$(BIN)/python -m pytest -q -s -p no:randomly tests/api/fuzz_long.py

charge: $(VENV)/installe-tests
	@.ci/charge

lock:
	@command -v uv >/dev/null || { echo "uv est nécessaire : pip install uv"; exit 1; }
	@uv pip compile -q --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-strip-extras -o requirements-dev.txt requirements-dev.in
	@uv pip compile -q --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-strip-extras -c requirements-dev.txt -o requirements.txt requirements.in
