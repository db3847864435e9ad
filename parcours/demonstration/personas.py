def creer_personas(*a):
    pass
